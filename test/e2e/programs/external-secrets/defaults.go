package main

import (
	"encoding/json"
	"fmt"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apimachinery/pkg/runtime"

	esv1 "github.com/external-secrets/external-secrets/apis/externalsecrets/v1"
)

// Reads objects of version v1 and fills in what they leave out, as the API server does: the operator relies on it.
type defaults struct {
	schema *structuralschema.Structural
}

func newDefaults(text []byte) (defaults, error) {
	var crd apiextensionsv1.CustomResourceDefinition
	if err := json.Unmarshal(text, &crd); err != nil {
		return defaults{}, fmt.Errorf("CustomResourceDefinition: %w", err)
	}
	for _, version := range crd.Spec.Versions {
		if version.Name != "v1" {
			continue
		}
		var props apiextensions.JSONSchemaProps
		err := apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(
			version.Schema.OpenAPIV3Schema, &props, nil)
		if err != nil {
			return defaults{}, err
		}
		schema, err := structuralschema.NewStructural(&props)
		return defaults{schema}, err
	}
	return defaults{}, fmt.Errorf("CustomResourceDefinition %q has no version v1", crd.Name)
}

func (d defaults) read(object map[string]any) (*esv1.ExternalSecret, error) {
	defaulting.Default(object, d.schema)
	var secret esv1.ExternalSecret
	if err := runtime.DefaultUnstructuredConverter.FromUnstructuredWithValidation(object, &secret, true); err != nil {
		return nil, err
	}
	// The definition of today leaves this one to the operator; that of this operator's time did not.
	for _, source := range secret.Spec.DataFrom {
		if source.Extract != nil && source.Extract.ConversionStrategy == "" {
			source.Extract.ConversionStrategy = esv1.ExternalSecretConversionDefault
		}
	}
	return &secret, nil
}
