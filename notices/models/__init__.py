from notices.models.notices import Delivery, DeliveryState, Digest, Notice

__all__ = ("Delivery", "DeliveryState", "Digest", "Notice")
