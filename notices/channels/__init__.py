"""The ways out of the house: mail, group bots, SMS. In the product a notice needs no channel.

A channel has a name, says how it reaches a person, and sends one message or
raises: ChannelDown when nothing gets through at all (all is kept for later),
Rejected when this one message will not be taken. Which channels are in use is
settings.NOTICE_CHANNELS.
"""

from notices.channels.channel import Channel, ChannelDown, Letter, Rejected
from notices.channels.registry import channels_in_use, known_channels

__all__ = ("Channel", "ChannelDown", "Letter", "Rejected", "channels_in_use", "known_channels")
