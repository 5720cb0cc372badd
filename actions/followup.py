"""Follow-up: did it come true, and how is it now?"""

from actions.flow_action import FlowAction


class ActionFollowup(FlowAction):
    """`action_followup`."""

    flow = "followup"
