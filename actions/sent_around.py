"""Sent from pillar to post: one owner."""

from actions.flow_action import FlowAction


class ActionSentAround(FlowAction):
    """`action_sent_around`."""

    flow = "sent_around"
