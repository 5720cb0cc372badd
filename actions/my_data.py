"""My data: see, copy, erase."""

from actions.flow_action import FlowAction


class ActionMyData(FlowAction):
    """`action_my_data`."""

    flow = "my_data"
