"""Measuring a coder against gold: acts, roles, status, dates, counts, deadlines, links; and agreement of two coders."""
