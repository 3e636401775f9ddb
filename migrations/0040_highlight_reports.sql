-- The highlight reports of each month, as they were made on its first day that the program
-- ran: of a project, or of all of them. They are never changed.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

CREATE TABLE highlight_reports (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_id bigint REFERENCES projects ON DELETE CASCADE, -- none: of all
    month      date NOT NULL CHECK (extract(day FROM month) = 1),
    title      text NOT NULL CHECK (title <> ''),
    page       bytea NOT NULL, -- HTML that needs nothing beside it
    hash       bytea NOT NULL CHECK (hash = sha256(page)),
    made_at    timestamptz NOT NULL
);
CREATE UNIQUE INDEX highlight_reports_month ON highlight_reports (coalesce(project_id, 0), month);
CREATE TRIGGER highlight_reports_append_only BEFORE UPDATE ON highlight_reports FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Made by the program itself.
GRANT SELECT, INSERT ON highlight_reports TO homeground_app;

-- +goose Down
DROP TABLE highlight_reports;
