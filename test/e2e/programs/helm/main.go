// Renders releases of Helm charts by Helm's own engine, as helm-controller does. Each line of the input is a release as
// JSON, each line of the output the objects of one, or why there are none.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"sort"
	"strings"

	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"helm.sh/helm/v3/pkg/releaseutil"
	"sigs.k8s.io/yaml"
)

type release struct {
	// A folder, or an archive.
	Chart string `json:"chart"`
	// What the chart is called; a mirror may call it otherwise than its origin does.
	ChartName   string         `json:"chartName"`
	Name        string         `json:"name"`
	Namespace   string         `json:"namespace"`
	Values      map[string]any `json:"values"`
	KubeVersion string         `json:"kubeVersion"`
	// Which APIs the cluster serves, as <group>/<version> and <group>/<version>/<kind>.
	APIVersions []string `json:"apiVersions"`
}

type rendered struct {
	Version string           `json:"version"`
	Objects []map[string]any `json:"objects"`
	Error   string           `json:"error,omitempty"`
}

// Schemas in a chart's repository refer to the network; values are held against them elsewhere.
func withoutSchema(c *chart.Chart) {
	c.Schema = nil
	for _, dependency := range c.Dependencies() {
		withoutSchema(dependency)
	}
}

func render(r release) (*rendered, error) {
	c, err := loader.Load(r.Chart)
	if err != nil {
		return nil, err
	}
	withoutSchema(c)
	if r.ChartName != "" {
		c.Metadata.Name = r.ChartName
	}
	if err := chartutil.ProcessDependenciesWithMerge(c, r.Values); err != nil {
		return nil, err
	}
	version, err := chartutil.ParseKubeVersion(r.KubeVersion)
	if err != nil {
		return nil, err
	}
	capabilities := chartutil.DefaultCapabilities.Copy()
	capabilities.KubeVersion = *version
	capabilities.APIVersions = append(capabilities.APIVersions, r.APIVersions...)
	options := chartutil.ReleaseOptions{Name: r.Name, Namespace: r.Namespace, Revision: 1, IsInstall: true}
	values, err := chartutil.ToRenderValues(c, r.Values, options, capabilities)
	if err != nil {
		return nil, err
	}
	files, err := engine.Render(c, values)
	if err != nil {
		return nil, err
	}
	objects, err := objectsIn(files)
	if err != nil {
		return nil, err
	}
	return &rendered{Version: c.Metadata.Version, Objects: objects}, nil
}

func objectsIn(files map[string]string) ([]map[string]any, error) {
	objects := []map[string]any{}
	for _, name := range sortedKeys(files) {
		if base := path.Base(name); base == "NOTES.txt" || strings.HasPrefix(base, "_") {
			continue
		}
		documents := releaseutil.SplitManifests(files[name])
		keys := make([]string, 0, len(documents))
		for key := range documents {
			keys = append(keys, key)
		}
		sort.Sort(releaseutil.BySplitManifestsOrder(keys))
		for _, key := range keys {
			var object map[string]any
			if err := yaml.UnmarshalStrict([]byte(documents[key]), &object); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			if len(object) > 0 {
				objects = append(objects, object)
			}
		}
	}
	return objects, nil
}

func sortedKeys(files map[string]string) []string {
	keys := make([]string, 0, len(files))
	for key := range files {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

func main() {
	decoder := json.NewDecoder(bufio.NewReaderSize(os.Stdin, 1<<20))
	output := json.NewEncoder(os.Stdout)
	for decoder.More() {
		var r release
		if err := decoder.Decode(&r); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		made, err := render(r)
		if err != nil {
			made = &rendered{Error: err.Error()}
		}
		if err := output.Encode(made); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}
