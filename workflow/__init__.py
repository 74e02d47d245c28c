"""How things move and by when: lifecycles, the legal calendar, clocks, the reminder ladder.

No subject of its own: a room declares its table of transitions and its
concrete clock, and takes its steps through workflow.lifecycle.perform. The
limits themselves are dated settings in offices.
"""
