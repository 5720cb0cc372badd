"""Complaint (klacht, Awb 9:1)."""

from actions.flow_action import FlowAction


class ActionComplaint(FlowAction):
    """`action_complaint`."""

    flow = "complaint"
