// Reads YAML as the programs of a cluster do: kubectl and Flux by sigs.k8s.io/yaml, kustomize by yaml.v3. Each line of
// the input is a document as a JSON string, each line of the output what the two readers make of it.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	v3 "go.yaml.in/yaml/v3"
	"sigs.k8s.io/yaml"
)

type reading struct {
	Value any    `json:"value"`
	Error string `json:"error,omitempty"`
}

func read(text string, unmarshal func([]byte, any) error) reading {
	var value any
	if err := unmarshal([]byte(text), &value); err != nil {
		return reading{Error: err.Error()}
	}
	return reading{Value: value}
}

func main() {
	input := bufio.NewReaderSize(os.Stdin, 1<<20)
	decoder := json.NewDecoder(input)
	output := json.NewEncoder(os.Stdout)
	for decoder.More() {
		var text string
		if err := decoder.Decode(&text); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		readings := map[string]reading{
			"sigs.k8s.io/yaml": read(text, func(in []byte, out any) error { return yaml.Unmarshal(in, out) }),
			"yaml.v3":          read(text, func(in []byte, out any) error { return v3.Unmarshal(in, out) }),
		}
		if err := output.Encode(readings); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}
