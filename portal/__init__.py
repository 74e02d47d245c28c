"""What a voter sees without signing in: stations, reception notices, published suggestions."""
