"""Rows of notifications."""

from everfair.notifications.models.delivery import Delivery
from everfair.notifications.models.device import Device
from everfair.notifications.models.mail_problem import MailProblem
from everfair.notifications.models.notification import Notification
from everfair.notifications.models.wish import Manners, Wish

__all__ = ["Delivery", "Device", "MailProblem", "Manners", "Notification", "Wish"]
