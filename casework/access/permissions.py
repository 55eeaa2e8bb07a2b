"""Every act somebody may be allowed, as "slice:thing:act"; a new page names one of these or adds a line."""

from enum import StrEnum


class Permission(StrEnum):
    """Alphabetical, so that a review sees at once what is new."""

    ACCOUNTS_USER_MANAGE = "accounts:user:manage"
    ACCOUNTS_OWN = "accounts:own:use"
    AUDIT_TRAIL_READ = "audit:trail:read"
    COUNSELLING_CONSULTATION_READ = "counselling:consultation:read"
    COUNSELLING_CONSULTATION_WRITE = "counselling:consultation:write"
    EXCHANGE_LIST_IMPORT = "exchange:list:import"
    HOUSING_ACCOMMODATION_EDIT = "housing:accommodation:edit"
    HOUSING_ACCOMMODATION_READ = "housing:accommodation:read"
    HOUSING_RESIDENTS_READ = "housing:residents:read"
    HOUSING_STAY_WRITE = "housing:stay:write"
    PARTNERS_PARTNER_EDIT = "partners:partner:edit"
    PARTNERS_PARTNER_READ = "partners:partner:read"
    PARTNERS_REFERRAL_WRITE = "partners:referral:write"
    PEOPLE_DUPLICATE_REVIEW = "people:duplicate:review"
    PEOPLE_PERSON_EDIT = "people:person:edit"
    PEOPLE_PERSON_MERGE = "people:person:merge"
    PEOPLE_PERSON_READ = "people:person:read"
    PLANS_PLAN_WRITE = "plans:plan:write"
    PRIVACY_INVENTORY_READ = "privacy:inventory:read"
    RELEASES_ANSWER_RELEASE = "releases:answer:release"
    REPORTS_JOUR_FIXE_EXPORT = "reports:jour-fixe:export"
    STATISTICS_AGGREGATES_READ = "statistics:aggregates:read"
    STATISTICS_FIGURES_READ = "statistics:figures:read"
