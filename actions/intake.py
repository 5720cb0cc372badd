"""Intake: hear the need, read it back, ask, name the doors, check back."""

from actions.flow_action import FlowAction


class ActionIntake(FlowAction):
    """`action_intake`."""

    flow = "intake"
