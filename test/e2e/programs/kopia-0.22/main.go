// Files snapshots of one source at times that are made up, in one run of Kopia for thousands of them. Each is filed as
// `kopia snapshot create` files one: its manifest is saved, and then the source's own retention policy deletes what it
// does not keep.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/kopia/kopia/fs"
	"github.com/kopia/kopia/repo"
	_ "github.com/kopia/kopia/repo/blob/filesystem"
	"github.com/kopia/kopia/snapshot"
	"github.com/kopia/kopia/snapshot/policy"
)

type input struct {
	// Kopia's own file about a repository. Its password is in KOPIA_PASSWORD.
	ConfigFile string `json:"configFile"`
	// `<user>@<host>:<path>`, which has one snapshot already, made by Kopia. All others are like that one.
	Source    string `json:"source"`
	Snapshots []struct {
		StartTime time.Time `json:"startTime"`
		// Why it is not complete, as Kopia writes it into the manifest.
		Incomplete string `json:"incomplete"`
	} `json:"snapshots"`
}

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// After each snapshot it writes when those that are left began, in milliseconds since 1970.
func run(ctx context.Context) error {
	// Movers have no time zone.
	time.Local = time.UTC
	var in input
	if err := json.NewDecoder(os.Stdin).Decode(&in); err != nil {
		return fmt.Errorf("standard input: %w", err)
	}
	source, err := snapshot.ParseSourceInfo(in.Source, "", "")
	if err != nil {
		return err
	}
	repository, err := repo.Open(ctx, in.ConfigFile, os.Getenv("KOPIA_PASSWORD"), &repo.Options{})
	if err != nil {
		return err
	}
	defer repository.Close(ctx)

	left := make([][]int64, 0, len(in.Snapshots))
	err = repo.WriteSession(ctx, repository, repo.WriteSessionOptions{}, func(ctx context.Context, writer repo.RepositoryWriter) error {
		made, err := snapshot.ListSnapshots(ctx, writer, source)
		if err != nil {
			return err
		}
		if len(made) == 0 {
			return errors.New(in.Source + " has no snapshot")
		}
		template := made[0]
		for _, each := range in.Snapshots {
			start := fs.UTCTimestampFromTime(each.StartTime)
			manifest := *template
			manifest.ID = ""
			manifest.StartTime = start
			manifest.EndTime = start.Add(time.Minute)
			manifest.IncompleteReason = each.Incomplete
			if _, err := snapshot.SaveSnapshot(ctx, writer, &manifest); err != nil {
				return err
			}
			if _, err := policy.ApplyRetentionPolicy(ctx, writer, source, true); err != nil {
				return err
			}
			snapshots, err := snapshot.ListSnapshots(ctx, writer, source)
			if err != nil {
				return err
			}
			starts := []int64{}
			for _, each := range snapshots {
				starts = append(starts, each.StartTime.ToTime().UnixMilli())
			}
			left = append(left, starts)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(left)
}
