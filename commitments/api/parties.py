"""States, groups and bodies as the API shows them; ids are codes and slugs."""

from typing import get_args

from rest_framework import serializers

from commitments.api.addresses import PageAddressField, RowAddressField
from commitments.api.rows import RowSerializer
from commitments.models import Body, Group, Membership, State
from commitments.register import facts


class _MembershipSerializer(RowSerializer):
    class Meta:
        model = Membership
        fields = ["from_year", "to_year", "npt_party"]
        extra_kwargs = {
            "from_year": {"help_text": "First year; null: since an unknown date."},
            "to_year": {"help_text": "Last year; null: a member still."},
        }


class GroupOfStateSerializer(_MembershipSerializer):
    """A group that the State is or was a member of."""

    group = serializers.SlugRelatedField(slug_field="slug", read_only=True)

    class Meta(_MembershipSerializer.Meta):
        fields = ["group", *_MembershipSerializer.Meta.fields]


class StateOfGroupSerializer(_MembershipSerializer):
    """A State that is or was a member of the group."""

    state = serializers.SlugRelatedField(slug_field="code", read_only=True)

    class Meta(_MembershipSerializer.Meta):
        fields = ["state", *_MembershipSerializer.Meta.fields]


class StateSerializer(RowSerializer):
    """A State, party to the Treaty or not."""

    identity = ("code",)

    url = RowAddressField(view_name="api:state-detail", lookup_field="code")
    html_url = PageAddressField()
    region = serializers.ChoiceField(
        choices=get_args(facts.Region), help_text="Regional group; empty when it is in none."
    )
    memberships = GroupOfStateSerializer(many=True, read_only=True)

    class Meta:
        model = State
        fields = [
            "url",
            "html_url",
            "code",
            "iso2",
            "name_zh",
            "name_en",
            "aliases_zh",
            "aliases_en",
            "npt_status",
            "region",
            "accession_year",
            "memberships",
            "retired",
        ]
        extra_kwargs = {"code": {"help_text": "ISO 3166-1 alpha-3."}}


class GroupSerializer(RowSerializer):
    """A group of States that speaks, or is spoken of, as one."""

    identity = ("slug",)

    url = RowAddressField(view_name="api:group-detail", lookup_field="slug")
    html_url = PageAddressField()
    kind = serializers.ChoiceField(choices=get_args(facts.GroupKind))
    memberships = StateOfGroupSerializer(many=True, read_only=True)

    class Meta:
        model = Group
        fields = [
            "url",
            "html_url",
            "slug",
            "kind",
            "name_zh",
            "name_en",
            "aliases_zh",
            "aliases_en",
            "memberships",
            "retired",
        ]


class BodySerializer(RowSerializer):
    """A submitter that is neither a State nor a group: a secretariat, an officer, an agency."""

    identity = ("slug",)

    url = RowAddressField(view_name="api:body-detail", lookup_field="slug")
    html_url = PageAddressField()
    kind = serializers.ChoiceField(choices=get_args(facts.BodyKind))

    class Meta:
        model = Body
        fields = [
            "url",
            "html_url",
            "slug",
            "kind",
            "name_zh",
            "name_en",
            "aliases_zh",
            "aliases_en",
            "retired",
        ]
