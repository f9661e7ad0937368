"""How well streams arrive: measured from the newest segments, told to their teams and to the control room."""
