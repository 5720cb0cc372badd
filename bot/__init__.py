"""Deurwijzer: the intake of a municipality, its ombudsman and its youth ombudsman."""
