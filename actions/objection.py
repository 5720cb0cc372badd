"""Objection (bezwaar, Awb 6:4): the last day first."""

from actions.flow_action import FlowAction


class ActionObjection(FlowAction):
    """`action_objection`."""

    flow = "objection"
