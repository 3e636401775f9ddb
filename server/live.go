package server

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"homeground/accounts"
)

const (
	livePath  = "/api/v1/live"
	liveEvery = 2 * time.Second  // it looks for what changed
	liveFor   = 45 * time.Second // a stream, within what an answer may take; the browser asks again, so that no right outlives its end by more
)

// live tells a page what others change of projects while it is open, if its user sees those, and how many
// notifications its user has not read, as server-sent events. It goes on from the last that
// came, so that nothing is missed between two streams; and keeps no session awake.
func (r *request) live(c *fiber.Ctx) error {
	ctx := c.UserContext()
	after, err := strconv.ParseInt(c.Get("Last-Event-ID"), 10, 64)
	if err != nil || after < 0 {
		if after, _, err = accounts.ProjectChanges(ctx, r.db, 1<<62); err != nil {
			return err
		}
	}
	unread, err := accounts.Unread(ctx, r.db, r.by)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/event-stream; charset=utf-8")
	c.Set("X-Accel-Buffering", "no") // proxies hand each event on at once
	s, user, sees := r.server, r.by, !r.by.Extent("project.read").None()
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		ctx, stop := context.WithTimeout(s.until, s.liveFor)
		defer stop()
		say := func(id int64, event string, about any) bool {
			data, err := json.Marshal(about)
			if err == nil {
				fmt.Fprintf(w, "id: %d\nevent: %s\ndata: %s\n\n", id, event, data)
				err = w.Flush()
			}
			return err == nil
		}
		fmt.Fprint(w, "retry: 1000\n")
		if !say(after, "unread", unread) {
			return
		}
		tick := time.NewTicker(liveEvery)
		defer tick.Stop()
		for quiet := 0; ; quiet++ {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			latest, changes, err := accounts.ProjectChanges(ctx, s.db, after)
			if err != nil {
				if ctx.Err() == nil {
					s.log.Error("a page is told no more of what changes", "error", err)
				}
				return
			}
			if latest == after {
				if quiet%5 == 4 { // who left is noticed
					fmt.Fprint(w, ":\n\n")
					if w.Flush() != nil {
						return
					}
				}
				continue
			}
			after = latest
			for _, change := range changes {
				if sees && change.UserID != user.ID && !say(after, "change", change) {
					return
				}
			}
			now, err := accounts.Unread(ctx, s.db, user)
			if err != nil {
				return
			}
			if now != unread && !say(after, "unread", now) {
				return
			}
			unread = now
		}
	})
	return nil
}

func (r *request) notifications(ctx context.Context, _ *struct{}) (*answer[accounts.Notifications], error) {
	list, err := accounts.ReadNotifications(ctx, r.db, r.by)
	return &answer[accounts.Notifications]{list}, err
}

type readInput struct {
	Body struct {
		Latest int64 `json:"latest" minimum:"0" doc:"As the list said: what came later stays unread"`
	}
}

func (r *request) markRead(ctx context.Context, in *readInput) (*answer[accounts.Notifications], error) {
	if err := accounts.MarkRead(ctx, r.db, r.by, in.Body.Latest); err != nil {
		return nil, err
	}
	return r.notifications(ctx, nil)
}
