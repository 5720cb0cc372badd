"""Hand-over to a human."""

from actions.flow_action import FlowAction


class ActionHandover(FlowAction):
    """`action_handover`."""

    flow = "handover"
