"""Referral: the door comes to the person."""

from actions.flow_action import FlowAction


class ActionReferral(FlowAction):
    """`action_referral`."""

    flow = "referral"
