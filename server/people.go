package server

import (
	"context"

	"homeground/accounts"
)

func (r *request) users(ctx context.Context, _ *struct{}) (*list[accounts.Person], error) {
	items, err := accounts.People(ctx, r.db)
	return listOf(items), err
}

func (r *request) user(ctx context.Context, in *ByID) (*record[accounts.Person], error) {
	p, err := accounts.FindPerson(ctx, r.db, in.ID)
	return recordOf(p, p.Version), err
}

type inviteInput struct {
	Body struct {
		Email string          `json:"email" maxLength:"320"`
		Name  string          `json:"name" maxLength:"200"`
		Roles []accounts.Role `json:"roles" maxItems:"50"`
	}
}

// invited is somebody with the code of their invitation, which is shown this once.
type invited struct {
	User       accounts.Person      `json:"user"`
	Invitation *accounts.Invitation `json:"invitation,omitempty"`
}

func (i invited) withoutSecret() any {
	i.Invitation = nil
	return i
}

func (r *request) inviteUser(ctx context.Context, in *inviteInput) (*answer[invited], error) {
	p, link, err := accounts.Invite(ctx, r.db, r.by, in.Body.Email, in.Body.Name, in.Body.Roles, r.now())
	return &answer[invited]{invited{p, &link}}, err
}

func (r *request) inviteAgain(ctx context.Context, in *ByID) (*answer[invited], error) {
	link, err := accounts.ResetLink(ctx, r.db, in.ID, r.now())
	if err != nil {
		return nil, err
	}
	p, err := accounts.FindPerson(ctx, r.db, in.ID)
	return &answer[invited]{invited{p, &link}}, err
}

type userInput struct {
	ByID
	Body struct {
		Name  *string `json:"name,omitempty" maxLength:"200"`
		State *string `json:"state,omitempty" enum:"active,disabled"`
	}
}

func (r *request) changeUser(ctx context.Context, in *userInput) (*record[accounts.Person], error) {
	p, err := accounts.ChangePerson(ctx, r.db, r.by, in.ID, r.version, accounts.PersonChange{Name: in.Body.Name, State: in.Body.State})
	return recordOf(p, p.Version), err
}

type rolesInput struct {
	ByID
	Body struct {
		Roles []accounts.Role `json:"roles" maxItems:"50"`
	}
}

func (r *request) setRoles(ctx context.Context, in *rolesInput) (*record[accounts.Person], error) {
	p, err := accounts.SetRoles(ctx, r.db, r.by, in.ID, r.version, in.Body.Roles)
	return recordOf(p, p.Version), err
}

// done says what an act that leaves nothing to show did.
type done struct {
	Ended int64 `json:"ended"`
}

func (r *request) endSessions(ctx context.Context, in *ByID) (*answer[done], error) {
	n, err := accounts.EndSessions(ctx, r.db, in.ID)
	return &answer[done]{done{n}}, err
}

func (r *request) resetSecondStep(ctx context.Context, in *ByID) (*answer[done], error) {
	n, err := accounts.ResetSecondStep(ctx, r.db, r.by, in.ID)
	return &answer[done]{done{n}}, err
}

func (r *request) tokens(ctx context.Context, _ *struct{}) (*list[accounts.Token], error) {
	whose := r.by.ID
	if r.by.Extent("token.revoke").All {
		whose = 0
	}
	items, err := accounts.Tokens(ctx, r.db, whose)
	return listOf(items), err
}

type tokenInput struct {
	Body struct {
		Name  string `json:"name" maxLength:"200"`
		Scope string `json:"scope" enum:"read,write,calendar"`
		Days  int    `json:"days" minimum:"1" maximum:"366"`
	}
}

// made is a new token with its secret, which is shown this once.
type made struct {
	Token  accounts.Token `json:"token"`
	Secret string         `json:"secret,omitempty"`
}

func (m made) withoutSecret() any {
	m.Secret = ""
	return m
}

func (r *request) makeToken(ctx context.Context, in *tokenInput) (*answer[made], error) {
	t, secret, err := accounts.MakeToken(ctx, r.db, r.by, r.by.ID, accounts.NewToken{Name: in.Body.Name, Scope: in.Body.Scope, Days: in.Body.Days}, r.now())
	return &answer[made]{made{t, secret}}, err
}

func (r *request) revokeToken(ctx context.Context, in *ByID) (*answer[accounts.Token], error) {
	whose := r.by.ID
	if r.by.Extent("token.revoke").All {
		whose = 0
	}
	t, err := accounts.RevokeToken(ctx, r.db, whose, in.ID, r.now())
	return &answer[accounts.Token]{t}, err
}
