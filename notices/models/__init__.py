from notices.models.notices import Delivery, DeliveryState, Digest, Notice
from notices.models.texts import Text

__all__ = ("Delivery", "DeliveryState", "Digest", "Notice", "Text")
