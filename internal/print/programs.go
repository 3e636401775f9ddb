package print

import (
	"os"
	"os/exec"

	"homeground/internal/problem"
)

// names are what Chromium and its relatives are called on the PATH, the first found first.
var names = []string{"chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge-stable", "microsoft-edge"}

// usualPlaces is where they are on a Mac, and where the PATH is short.
var usualPlaces = []string{
	"/usr/bin/chromium",
	"/Applications/Chromium.app/Contents/MacOS/Chromium",
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
}

// find is the browser to print with: the one that is set, or else the first that is here.
func find(set string) (string, error) {
	if set != "" {
		if path, err := exec.LookPath(set); err == nil {
			return path, nil
		}
		return "", none()
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	for _, path := range usualPlaces {
		if info, err := os.Stat(path); err == nil && !info.IsDir() {
			return path, nil
		}
	}
	return "", none()
}

func none() error {
	return problem.Unable("This server has no Chromium to make a PDF with. Open the HTML and print it from your own browser, or have Chromium installed on the server.")
}
