"""Pages as a reader gets them."""

from django.test import Client


def html_of(client: Client, address: str) -> str:
    """The HTML of a page that is there."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()
