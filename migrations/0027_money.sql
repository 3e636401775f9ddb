-- A project's money. Its budget is the sum of its lines, by category and financial year
-- (kept as the year it begins). Money is derived from the ledger: an order is committed
-- until it is paid off; what is accrued, kept back and paid is spent.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

-- +goose StatementBegin
-- The year that a financial year begins in: 31 March is of the one before, 1 April of its own.
CREATE FUNCTION financial_year(day date) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN extract(month FROM day) < 4 THEN extract(year FROM day) - 1 ELSE extract(year FROM day) END;
-- +goose StatementEnd

-- expected_pence is what the line will cost in all, where its manager has said so; else
-- what it has. Only eligible capital counts against the grant.
CREATE TABLE budget_lines (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_id     bigint NOT NULL REFERENCES projects ON DELETE CASCADE,
    category       text NOT NULL CHECK (category IN ('acquisition', 'fees', 'works', 'furniture', 'contingency', 'vat')),
    year           integer NOT NULL CHECK (year BETWEEN 2000 AND 2100),
    capital        boolean NOT NULL,
    eligible       boolean NOT NULL,
    pence          bigint NOT NULL CHECK (pence BETWEEN 0 AND 100000000000),
    expected_pence bigint CHECK (expected_pence >= 0),
    version        integer NOT NULL DEFAULT 1,
    UNIQUE (project_id, category, year, capital, eligible),
    CHECK (capital OR NOT eligible)
);

-- A project's likely cost is known with its contingency: that is a line of its own.
INSERT INTO budget_lines (project_id, category, year, capital, eligible, pence)
SELECT p.id, part.category, financial_year(coalesce(p.starts_on, current_date)), true, true, part.pence
FROM projects p LEFT JOIN options o ON o.id = p.option_id,
     LATERAL (VALUES ('works', p.budget_pence - least(coalesce(o.contingency_pence, 0), p.budget_pence)),
                     ('contingency', least(coalesce(o.contingency_pence, 0), p.budget_pence))) AS part (category, pence)
WHERE part.pence > 0;
ALTER TABLE projects DROP budget_pence;

-- ---------------------------------------------------------------- the ledger
-- settles names the order, accrual or retention an entry takes from; beside the payment
-- that does so. A reversal names what it reverses, which is reversed once.
ALTER TABLE ledger_entries
    ADD kind      text NOT NULL DEFAULT 'payment' CHECK (kind IN ('commitment', 'accrual', 'payment', 'retention')),
    ADD category  text NOT NULL DEFAULT 'works' CHECK (category IN ('acquisition', 'fees', 'works', 'furniture', 'contingency', 'vat')),
    ADD capital   boolean NOT NULL DEFAULT true,
    ADD eligible  boolean NOT NULL DEFAULT true,
    ADD settles   bigint REFERENCES ledger_entries,
    ADD beside    bigint REFERENCES ledger_entries,
    ADD reverses  bigint UNIQUE REFERENCES ledger_entries,
    ADD by_name   text NOT NULL DEFAULT '',
    ADD CHECK (pence <> 0),
    ADD CHECK (capital OR NOT eligible);
CREATE INDEX ledger_entries_project ON ledger_entries (project_id, on_day DESC, id DESC);
CREATE INDEX ledger_entries_sums ON ledger_entries (project_id, kind) INCLUDE (pence);
CREATE INDEX ledger_entries_settles ON ledger_entries (settles) WHERE settles IS NOT NULL;
CREATE INDEX ledger_entries_beside ON ledger_entries (beside) WHERE beside IS NOT NULL;

-- +goose StatementBegin
-- A reversal is the whole of what it reverses, turned round, whoever writes it.
CREATE FUNCTION reversal_matches() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM ledger_entries e WHERE e.id = NEW.reverses AND (e.project_id, e.kind, e.category, e.capital, e.eligible, e.on_day, e.pence)
            = (NEW.project_id, NEW.kind, NEW.category, NEW.capital, NEW.eligible, NEW.on_day, -NEW.pence)) THEN
        RAISE EXCEPTION 'a reversal is of the same money' USING ERRCODE = 'check_violation', CONSTRAINT = 'reversal_matches';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER ledger_entries_reversal BEFORE INSERT ON ledger_entries FOR EACH ROW WHEN (NEW.reverses IS NOT NULL) EXECUTE FUNCTION reversal_matches();

-- ---------------------------------------------------------------- audit
-- +goose StatementBegin
DO $$
BEGIN
    FOR i IN 1..3 LOOP
        EXECUTE format('CREATE TRIGGER note_%s AFTER %s ON budget_lines REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION note_changes(%L, %L, %L, %L, %L, %L, %L, %L, %L)',
            (ARRAY['added', 'changed', 'removed'])[i], (ARRAY['INSERT', 'UPDATE', 'DELETE'])[i],
            (ARRAY['NEW TABLE AS new_rows', 'NEW TABLE AS new_rows OLD TABLE AS old_rows', 'OLD TABLE AS old_rows'])[i],
            'budget_line', 'id', '%1$s.id::text', $q$%1$s.category || ', ' || %1$s.year || '-' || lpad(((%1$s.year + 1) %% 100)::text, 2, '0')$q$,
            'authorities_of_project(%1$s.project_id)', '%1$s.project_id', 'version', '', '');
    END LOOP;
END $$;
-- +goose StatementEnd

GRANT SELECT, INSERT, UPDATE ON budget_lines TO homeground_app;
-- An import gives a project's budget in one amount, in place of the line it had.
GRANT DELETE ON budget_lines TO homeground_import;

-- +goose Down
DROP TRIGGER ledger_entries_reversal ON ledger_entries;
DROP FUNCTION reversal_matches();
ALTER TABLE ledger_entries DROP kind, DROP category, DROP capital, DROP eligible, DROP settles, DROP beside, DROP reverses, DROP by_name;
ALTER TABLE ledger_entries DROP CONSTRAINT IF EXISTS ledger_entries_pence_check;
ALTER TABLE projects ADD budget_pence bigint NOT NULL DEFAULT 0 CHECK (budget_pence >= 0);
UPDATE projects p SET budget_pence = (SELECT coalesce(sum(pence), 0) FROM budget_lines WHERE project_id = p.id);
DROP TABLE budget_lines;
DROP INDEX ledger_entries_project;
DROP INDEX IF EXISTS ledger_entries_sums;
DROP FUNCTION financial_year(date);
