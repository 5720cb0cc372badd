"""An idea that gets an answer."""

from actions.flow_action import FlowAction


class ActionParticipation(FlowAction):
    """`action_participation`."""

    flow = "participation"
