package main

import (
	"context"
	"fmt"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/managedfields"
	"k8s.io/apimachinery/pkg/util/uuid"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"
	"sigs.k8s.io/controller-runtime/pkg/client/interceptor"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"

	esv1 "github.com/external-secrets/external-secrets/apis/externalsecrets/v1"
	esmeta "github.com/external-secrets/external-secrets/apis/meta/v1"
	"github.com/external-secrets/external-secrets/pkg/controllers/externalsecret"
)

const token = "connect-token"

// An API server in memory, and what is in it for the vault to be reached.
type cluster struct {
	client.Client
	connectHost string
}

func newCluster(scheme *runtime.Scheme, connectHost string) cluster {
	kube := fake.NewClientBuilder().
		WithScheme(scheme).
		WithTypeConverters(managedfields.NewDeducedTypeConverter()).
		WithStatusSubresource(&esv1.ExternalSecret{}).
		WithInterceptorFuncs(interceptor.Funcs{Create: createWithUID}).
		Build()
	return cluster{kube, connectHost}
}

// The operator takes an object without a UID for one that does not exist.
func createWithUID(ctx context.Context, c client.WithWatch, object client.Object, options ...client.CreateOption) error {
	object.SetUID(uuid.NewUUID())
	return c.Create(ctx, object, options...)
}

// Creates an ExternalSecret and reconciles it. The error is what keeps it from being ready.
func (c cluster) sync(ctx context.Context, r externalsecret.Reconciler, secret *esv1.ExternalSecret) error {
	r.Client, r.SecretClient = c, c
	key := client.ObjectKeyFromObject(secret)
	if _, err := new(esv1.ExternalSecretValidator).ValidateCreate(ctx, secret); err != nil {
		return err
	}
	if err := c.createStore(ctx, secret.Spec.SecretStoreRef, key.Namespace); err != nil {
		return err
	}
	if err := c.Create(ctx, secret); err != nil {
		return err
	}
	_, failure := r.Reconcile(ctx, reconcile.Request{NamespacedName: key})
	if err := c.Get(ctx, key, secret); err != nil {
		return err
	}
	return notReady(secret.Status.Conditions, failure)
}

// The condition says what could not be done, and the failure why; not every one of them is a failure.
func notReady(conditions []esv1.ExternalSecretStatusCondition, failure error) error {
	for _, condition := range conditions {
		switch {
		case condition.Type != esv1.ExternalSecretReady:
		case condition.Status == corev1.ConditionTrue && failure == nil:
			return nil
		case failure == nil:
			return fmt.Errorf("%s", condition.Message)
		default:
			return fmt.Errorf("%s: %w", condition.Message, failure)
		}
	}
	if failure == nil {
		return fmt.Errorf("the operator does not take care of it")
	}
	return failure
}

// The store that an ExternalSecret names, with the token for it, where it is not there yet.
func (c cluster) createStore(ctx context.Context, ref esv1.SecretStoreRef, namespace string) error {
	spec := esv1.SecretStoreSpec{Provider: &esv1.SecretStoreProvider{OnePassword: &esv1.OnePasswordProvider{
		ConnectHost: c.connectHost,
		Vaults:      map[string]int{vaultName: 1},
		Auth: &esv1.OnePasswordAuth{SecretRef: &esv1.OnePasswordAuthSecretRef{
			ConnectToken: esmeta.SecretKeySelector{Name: token, Key: token},
		}},
	}}}
	var store client.Object
	switch ref.Kind {
	case esv1.ClusterSecretStoreKind:
		store = &esv1.ClusterSecretStore{ObjectMeta: metav1.ObjectMeta{Name: ref.Name}, Spec: spec}
	case esv1.SecretStoreKind:
		store = &esv1.SecretStore{ObjectMeta: metav1.ObjectMeta{Namespace: namespace, Name: ref.Name}, Spec: spec}
	default:
		return fmt.Errorf("there is no store of kind %q", ref.Kind)
	}
	secret := &corev1.Secret{
		ObjectMeta: metav1.ObjectMeta{Namespace: namespace, Name: token},
		Data:       map[string][]byte{token: []byte(token)},
	}
	for _, object := range []client.Object{store, secret} {
		if err := c.Create(ctx, object); err != nil && !apierrors.IsAlreadyExists(err) {
			return err
		}
	}
	return nil
}

// Adds the Secrets that the operator has made.
func (c cluster) addSecrets(ctx context.Context, secrets map[string]map[string]string) error {
	var list corev1.SecretList
	if err := c.List(ctx, &list, client.MatchingLabels{esv1.LabelManaged: esv1.LabelManagedValue}); err != nil {
		return err
	}
	for _, secret := range list.Items {
		data := map[string]string{}
		for key, value := range secret.Data {
			data[key] = string(value)
		}
		secrets[client.ObjectKeyFromObject(&secret).String()] = data
	}
	return nil
}
