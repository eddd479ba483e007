"""SQL of appeals. A ruling is appealed once."""

ADD = """
insert into appeals (ruling_id, case_id, at, statement) values ($1, $2, $3, $4) on conflict do nothing returning ruling_id
"""

FIND = "select ruling_id, case_id, at, statement from appeals where ruling_id = $1"

OF_CASE = """
select ruling_id, case_id, at, statement from appeals where case_id in (select cases_within($1)) order by at, ruling_id
"""
