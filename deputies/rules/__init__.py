"""What must hold in the registry, as functions of plain values."""
