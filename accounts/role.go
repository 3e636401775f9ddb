package accounts

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"homeground/internal/problem"
)

// SetRoles gives a user these roles in place of those held. Nobody sets their own. The
// user is signed out everywhere, so that whoever holds a new right has shown anew who
// they are; what was taken away is gone at once in any case, since Who reads the roles.
func SetRoles(ctx context.Context, db *gorm.DB, by User, id int64, version int, roles []Role) (Person, error) {
	var p Person
	err := db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if by.ID == id {
			return problem.Deny("Nobody changes their own roles. Ask another administrator.")
		}
		before, err := lockPerson(ctx, tx, id, version)
		if err != nil {
			return err
		}
		roles, err := checkRoles(tx, roles)
		if err != nil {
			return err
		}
		if changed, err := writeRoles(tx, id, before.Roles, roles); err != nil {
			return err
		} else if changed {
			if err := tx.Exec(`UPDATE users SET version = version + 1 WHERE id = ?`, id).Error; err != nil {
				return fmt.Errorf("change the roles of user %d: %w", id, err)
			}
			if _, err := EndSessions(ctx, tx, id); err != nil {
				return err
			}
		}
		if err := keepAnAdministrator(tx, before); err != nil {
			return err
		}
		p, err = FindPerson(ctx, tx, id)
		return err
	})
	return p, err
}

// checkRoles refuses roles that cannot be, and leaves out what is said twice.
func checkRoles(tx *gorm.DB, roles []Role) ([]Role, error) {
	var good []Role
	for i, r := range roles {
		field := func(text string) error { return problem.Field(fmt.Sprintf("roles[%d]", i), text) }
		ofAuthority := r.Role == "property_lead" || r.Role == "exact_locations" || r.Role == "demand_steward"
		switch {
		case roleNames[r.Role] == "":
			return nil, field("Choose one of the roles there are.")
		case r.Role == "property_lead" && r.AuthorityCode == "":
			return nil, field("Choose the authority this property lead is of.")
		case r.AuthorityCode != "" && !ofAuthority:
			return nil, field("This role is not one of an authority: choose none.")
		case r.Role == "project_manager" && r.ProjectID == 0:
			return nil, field("Choose the project this project manager is of.")
		case r.ProjectID != 0 && r.Role != "project_manager":
			return nil, field("This role is not one of a project: choose none.")
		case r.ProgrammeID != 0 && r.Role != "dfe":
			return nil, field("This role is not one of a grant: choose none.")
		}
		var there struct{ Authority, Project, Programme bool }
		err := tx.Raw(`SELECT EXISTS (SELECT FROM authorities WHERE code = ?) AS authority, EXISTS (SELECT FROM projects WHERE id = ?) AS project, EXISTS (SELECT FROM programmes WHERE id = ?) AS programme`,
			r.AuthorityCode, r.ProjectID, r.ProgrammeID).Scan(&there).Error
		switch {
		case err != nil:
			return nil, fmt.Errorf("check roles: %w", err)
		case r.AuthorityCode != "" && !there.Authority:
			return nil, field("There is no such authority. Choose one of the list.")
		case r.ProjectID != 0 && !there.Project:
			return nil, field("There is no such project. Choose one of the list.")
		case r.ProgrammeID != 0 && !there.Programme:
			return nil, field("There is no such grant. Choose one of the list.")
		}
		if !slices.Contains(good, r) {
			good = append(good, r)
		}
	}
	return good, nil
}

// writeRoles takes away and adds only what differs, so that the audit says just that.
func writeRoles(tx *gorm.DB, id int64, held []HeldRole, wanted []Role) (changed bool, err error) {
	has := func(r Role) bool { return slices.ContainsFunc(held, func(h HeldRole) bool { return h.Role == r }) }
	for _, h := range held {
		if slices.Contains(wanted, h.Role) {
			continue
		}
		changed = true
		err := tx.Exec(`DELETE FROM user_roles WHERE user_id = ? AND role = ? AND coalesce(authority_code, '') = ? AND coalesce(project_id, 0) = ? AND coalesce(programme_id, 0) = ?`,
			id, h.Role.Role, h.AuthorityCode, h.ProjectID, h.ProgrammeID).Error
		if err != nil {
			return false, fmt.Errorf("take role %s of user %d away: %w", h.Role.Role, id, err)
		}
	}
	for _, r := range wanted {
		if has(r) {
			continue
		}
		changed = true
		err := tx.Exec(`INSERT INTO user_roles (user_id, role, authority_code, project_id, programme_id) VALUES (?, ?, nullif(?, ''), nullif(?, 0), nullif(?, 0))`,
			id, r.Role, r.AuthorityCode, r.ProjectID, r.ProgrammeID).Error
		if err != nil {
			return false, fmt.Errorf("give user %d role %s: %w", id, r.Role, err)
		}
	}
	return changed, nil
}

// ReadRole is a role as it is written on a command line: board, property_lead:E10000032,
// property_lead:West Sussex, project_manager:P-14, dfe:NAME OF A GRANT, exact_locations.
func ReadRole(ctx context.Context, db *gorm.DB, text string) (Role, error) {
	name, about, _ := strings.Cut(text, ":")
	r := Role{Role: strings.TrimSpace(name)}
	if about == "" {
		return r, nil
	}
	if r.Role == "project_manager" {
		if err := db.WithContext(ctx).Raw(`SELECT coalesce((SELECT id FROM projects WHERE project_ref = ?), 0)`, about).Scan(&r.ProjectID).Error; err != nil {
			return r, fmt.Errorf("find project %q: %w", about, err)
		}
		if r.ProjectID == 0 {
			return r, problem.Field("role", fmt.Sprintf("There is no project %q. Write its reference, such as P-14.", about))
		}
		return r, nil
	}
	if r.Role == "dfe" {
		if err := db.WithContext(ctx).Raw(`SELECT coalesce((SELECT id FROM programmes WHERE lower(name) = lower(?) ORDER BY id LIMIT 1), 0)`, strings.TrimSpace(about)).Scan(&r.ProgrammeID).Error; err != nil {
			return r, fmt.Errorf("find grant %q: %w", about, err)
		}
		if r.ProgrammeID == 0 {
			return r, problem.Field("role", fmt.Sprintf("There is no grant %q. Write its whole name.", about))
		}
		return r, nil
	}
	names, err := ReadNames(ctx, db)
	if err != nil {
		return r, err
	}
	code, ok := names.Find(about)
	if !ok {
		return r, problem.Field("role", fmt.Sprintf("There is no authority %q. Write its code or its name.", about))
	}
	r.AuthorityCode = code
	return r, nil
}
