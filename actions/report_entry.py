"""Report an entry of the directory that is wrong."""

from actions.flow_action import FlowAction


class ActionReportEntry(FlowAction):
    """`action_report_entry`."""

    flow = "report_entry"
