"""The people who work at the portal: roles, regions, sign-in."""
