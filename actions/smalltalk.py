"""Greeting, thanks, what the bot is, and words that name no need."""

from actions.flow_action import FlowAction


class ActionSmalltalk(FlowAction):
    """`action_smalltalk`."""

    flow = "smalltalk"
