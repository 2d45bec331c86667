// Makes the Secrets of ExternalSecrets as External Secrets Operator makes them: its own reconciler and its own
// 1Password provider, on an API server that is kept in memory and a vault that is read from standard input.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/controller-runtime/pkg/client"

	esv1 "github.com/external-secrets/external-secrets/apis/externalsecrets/v1"
)

type input struct {
	// The CustomResourceDefinition of ExternalSecret.
	CRD             json.RawMessage  `json:"crd"`
	ExternalSecrets []map[string]any `json:"externalSecrets"`
	Vault           vault            `json:"vault"`
}

// Both are keyed by `<namespace>/<name>`: of the Secret, and of the ExternalSecret that gave none.
type output struct {
	Secrets map[string]map[string]string `json:"secrets"`
	Errors  map[string]string            `json:"errors"`
}

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	var in input
	if err := json.NewDecoder(os.Stdin).Decode(&in); err != nil {
		return fmt.Errorf("standard input: %w", err)
	}
	host, err := in.Vault.serve()
	if err != nil {
		return err
	}
	defaults, err := newDefaults(in.CRD)
	if err != nil {
		return err
	}
	scheme := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{corev1.AddToScheme, esv1.AddToScheme} {
		if err := add(scheme); err != nil {
			return err
		}
	}
	reconciler, err := newReconciler(scheme)
	if err != nil {
		return err
	}
	out := output{Secrets: map[string]map[string]string{}, Errors: map[string]string{}}
	// One for each Secret, where all meet that make it: the operator lists all Secrets of a namespace for each of them.
	clusters := map[types.NamespacedName]cluster{}
	for _, object := range in.ExternalSecrets {
		secret, err := defaults.read(object)
		if err != nil {
			return err
		}
		target := types.NamespacedName{Namespace: secret.Namespace, Name: secret.Spec.Target.Name}
		if _, ok := clusters[target]; !ok {
			clusters[target] = newCluster(scheme, host)
		}
		if err := clusters[target].sync(ctx, reconciler, secret); err != nil {
			out.Errors[client.ObjectKeyFromObject(secret).String()] = err.Error()
		}
	}
	for _, c := range clusters {
		if err := c.addSecrets(ctx, out.Secrets); err != nil {
			return err
		}
	}
	return json.NewEncoder(os.Stdout).Encode(out)
}
