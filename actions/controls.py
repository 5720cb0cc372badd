"""Stop, start again, correct, why, another language."""

from actions.flow_action import FlowAction


class ActionControls(FlowAction):
    """`action_controls`."""

    flow = "controls"
