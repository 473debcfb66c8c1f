"""Attempts to sign in: what is counted, so that passwords cannot be tried at leisure."""

from django.db import models


class SignInAttempt(models.Model):
    """One attempt that failed, or is being made; it holds keyed hashes, no name and no address."""

    # Of the account's name together with the address, and of the address alone.
    pair = models.CharField(max_length=32)
    address = models.CharField(max_length=32)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["pair", "made_at"], name="attempt_pair"),
            models.Index(fields=["address", "made_at"], name="attempt_address"),
            models.Index(fields=["made_at"], name="attempt_time"),
        ]

    def __str__(self) -> str:
        return f"{self.pair} {self.made_at:%Y-%m-%d %H:%M:%S}"
