"""Where a complaint stands."""

from actions.flow_action import FlowAction


class ActionStatus(FlowAction):
    """`action_status`."""

    flow = "status"
