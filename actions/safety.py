"""Safety: danger first, always."""

from actions.flow_action import FlowAction


class ActionSafety(FlowAction):
    """`action_safety`."""

    flow = "safety"
