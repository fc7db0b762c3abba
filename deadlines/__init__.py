"""Legal clocks: rules, calendars, clocks, pauses and the explanation of every date."""
