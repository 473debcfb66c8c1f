"""Briefings: who said what on a commitment, quoted and cited by paragraph."""
