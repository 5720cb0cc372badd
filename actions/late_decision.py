"""No decision in time (Awb 4:17, 6:12)."""

from actions.flow_action import FlowAction


class ActionLateDecision(FlowAction):
    """`action_late_decision`."""

    flow = "late_decision"
