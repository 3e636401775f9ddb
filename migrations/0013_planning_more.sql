-- Planning, what was left: bank holidays that are added and struck out by page, periods
-- of working days, and the seeded rules as the law's own text has them.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);
SELECT set_config('app.act', '{"user_name": "migration 13", "role": "operator", "credential": "command line", "origin": "command line"}', true);

-- ---------------------------------------------------------------- bank holidays
-- A day may be struck out and added again: one row of a day counts.
ALTER TABLE bank_holidays
    DROP CONSTRAINT bank_holidays_pkey,
    ADD id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ADD source         text NOT NULL DEFAULT 'Banking and Financial Dealings Act 1971, sch. 1, and proclamations under it; Good Friday and Christmas Day by custom' CHECK (source <> ''),
    ADD by_name        text NOT NULL DEFAULT '',
    ADD at             timestamptz NOT NULL DEFAULT now(),
    ADD struck         boolean NOT NULL DEFAULT false,
    ADD struck_because text,
    ADD version        integer NOT NULL DEFAULT 1,
    ADD CHECK (struck = (struck_because IS NOT NULL));
ALTER TABLE bank_holidays ALTER source DROP DEFAULT, ALTER by_name DROP DEFAULT;
CREATE UNIQUE INDEX bank_holidays_day ON bank_holidays (day) WHERE NOT struck;

-- +goose StatementBegin
CREATE FUNCTION keep_holiday() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.struck OR (to_jsonb(NEW) - 'struck' - 'struck_because' - 'version') <> (to_jsonb(OLD) - 'struck' - 'struck_because' - 'version') THEN
        RAISE EXCEPTION 'a bank holiday is struck out, once, and not changed otherwise';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER bank_holidays_keep BEFORE UPDATE ON bank_holidays FOR EACH ROW EXECUTE FUNCTION keep_holiday();
CREATE TRIGGER bank_holidays_not_removed BEFORE DELETE ON bank_holidays FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER bank_holidays_not_emptied BEFORE TRUNCATE ON bank_holidays FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- +goose StatementBegin
DO $$
BEGIN
    FOR i IN 1..3 LOOP
        EXECUTE format('CREATE TRIGGER note_%s AFTER %s ON bank_holidays REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION note_changes(%L, %L, %L, %L, %L, %L, %L, %L, %L)',
            (ARRAY['added', 'changed', 'removed'])[i], (ARRAY['INSERT', 'UPDATE', 'DELETE'])[i],
            (ARRAY['NEW TABLE AS new_rows', 'NEW TABLE AS new_rows OLD TABLE AS old_rows', 'OLD TABLE AS old_rows'])[i],
            'bank_holiday', 'id', '%1$s.id::text', '%1$s.name', $q$'{}'::text[]$q$, 'NULL::bigint', 'at by_name version', '', '');
    END LOOP;
END $$;
-- +goose StatementEnd

GRANT INSERT, UPDATE (struck, struck_because, version) ON bank_holidays TO homeground_app;

-- ---------------------------------------------------------------- periods of working days
ALTER TABLE planning_rules DROP CONSTRAINT planning_rules_unit_check,
    ADD CONSTRAINT planning_rules_unit_check CHECK (unit IN ('', 'days', 'working_days', 'weeks', 'months', 'years'));

-- ---------------------------------------------------------------- the register's order
-- Who decides what is asked for is looked up for the sites that show it.
CREATE INDEX applications_planning_authority ON applications (planning_authority);

-- ---------------------------------------------------------------- what was seeded wrong
-- Rules are append-only for whoever serves. What the first seed said of its sources, in
-- its 36 rows, is corrected here. Each correction is noted, but where nothing was noted
-- before: there the seed is not in use yet.
ALTER TABLE planning_rules DISABLE TRIGGER planning_rules_append_only;
-- +goose StatementBegin
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM audit_entries) THEN
        ALTER TABLE planning_rules DISABLE TRIGGER note_changed;
    END IF;
END $$;
-- +goose StatementEnd

-- The ten weeks: S.I. 2021/746, not 2021/814.
UPDATE planning_rules SET source = 'Town and Country Planning (Development Management Procedure) (England) Order 2015, art. 34(2)(aa), as amended by S.I. 2021/746: applications made on or after 1 August 2021'
    WHERE id <= 36 AND what = 'determination' AND circumstance = 'public_service_infrastructure' AND source LIKE '%2021/814';
UPDATE planning_rules SET source = 'Town and Country Planning (Development Management Procedure) (England) Order 2015, art. 34(2)(b): 8 weeks beginning with the day after it is received'
    WHERE id <= 36 AND what = 'determination' AND application_type = '' AND circumstance = '' AND from_day = '2015-04-15';
UPDATE planning_rules SET source = 'Town and Country Planning (Development Management Procedure) (England) Order 2015, art. 34(2)(a): 13 weeks beginning with the day after it is received'
    WHERE id <= 36 AND what = 'determination' AND application_type = '' AND circumstance = 'major' AND from_day = '2015-04-15';
UPDATE planning_rules SET source = 'Town and Country Planning (Development Management Procedure) (England) Order 2015, art. 27(2): 8 weeks beginning with the day after it is received'
    WHERE id <= 36 AND what = 'determination' AND application_type = 'approval-condition' AND from_day = '2015-04-15';
UPDATE planning_rules SET source = 'Planning (Listed Buildings and Conservation Areas) Regulations 1990, reg. 3, as substituted by S.I. 2008/551: from the day after a valid application is received'
    WHERE id <= 36 AND what = 'determination' AND application_type = 'lbc' AND from_day = '1990-08-24';
UPDATE planning_rules SET source = 'Town and Country Planning (General Permitted Development) (England) Order 2015, art. 7, and schedule 2, part 3, para. W(11)(c): 56 days following the day it is received; where a class names no period, 8 weeks; some name another'
    WHERE id <= 36 AND what = 'determination' AND application_type = 'prior-approval' AND from_day = '2015-04-15';
-- The General Regulations came into force on 17 July 1992.
UPDATE planning_rules SET from_day = '1992-07-17', source = 'Town and Country Planning General Regulations 1992 (S.I. 1992/1492), reg. 3: the council applies and decides'
    WHERE id <= 36 AND application_type = 'reg-3' AND what IN ('appeal', 'appeal_no_decision') AND from_day = '1992-07-27';

-- The period is as the published table of time limits to appeal, or another source, has
-- it; the article, section or regulation itself was not read.
UPDATE planning_rules SET source = source || ' (number not checked against the text)'
    WHERE id <= 36 AND (what = 'determination' AND circumstance = 'environmental_statement'
       OR what IN ('appeal', 'appeal_no_decision') AND application_type IN ('', 'lbc', 'ldc-existing-use', 'ldc-prospective-use')
       OR what = 'lapse' AND application_type = 's73');
-- Neither the period nor its place was found.
UPDATE planning_rules SET source = source || ' (not checked against the text)'
    WHERE id <= 36 AND (what IN ('appeal', 'appeal_no_decision') AND application_type IN ('reg-3', 'non-material-amendment')
       OR what = 'lapse' AND application_type IN ('lbc', 'prior-approval', 'ldc-existing-use', 'ldc-prospective-use', 'approval-condition', 'non-material-amendment'));
ALTER TABLE planning_rules ENABLE TRIGGER planning_rules_append_only;
ALTER TABLE planning_rules ENABLE TRIGGER note_changed;

-- The 12 weeks are of a refusal; against the conditions of a permission it is six months.
UPDATE applications SET appeal_by = (decided_on + interval '6 months')::date, version = version + 1
    WHERE decision = 'granted' AND (householder OR minor_commercial) AND appeal_by = decided_on + 84;

-- The codes of two national parks were each the other's. People chose by name: what they
-- chose goes with the name.
UPDATE planning_authorities SET name = CASE code WHEN 'E26000011' THEN 'Lake District National Park' ELSE 'Yorkshire Dales National Park' END
    WHERE code IN ('E26000011', 'E26000012');
UPDATE applications SET planning_authority = CASE planning_authority WHEN 'E26000011' THEN 'E26000012' ELSE 'E26000011' END, version = version + 1
    WHERE planning_authority IN ('E26000011', 'E26000012');
ALTER TABLE precedents DISABLE TRIGGER precedents_append_only;
UPDATE precedents SET planning_authority = CASE planning_authority WHEN 'E26000011' THEN 'E26000012' ELSE 'E26000011' END
    WHERE planning_authority IN ('E26000011', 'E26000012');
ALTER TABLE precedents ENABLE TRIGGER precedents_append_only;
