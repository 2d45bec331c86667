package main

import (
	"net/http"

	"github.com/go-logr/logr"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/api/meta/testrestmapper"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/record"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/controller"
	"sigs.k8s.io/controller-runtime/pkg/metrics/server"

	"github.com/external-secrets/external-secrets/pkg/controllers/externalsecret"
	"github.com/external-secrets/external-secrets/pkg/controllers/externalsecret/esmetrics"
	ctrlmetrics "github.com/external-secrets/external-secrets/pkg/controllers/metrics"
)

// The operator's reconciler, without a client, to be called by hand: its manager is never started.
func newReconciler(scheme *runtime.Scheme) (externalsecret.Reconciler, error) {
	ctrlmetrics.SetUpLabelNames(false)
	esmetrics.SetUpMetrics()
	mgr, err := ctrl.NewManager(&rest.Config{}, ctrl.Options{
		Scheme:  scheme,
		Logger:  logr.Discard(),
		Metrics: server.Options{BindAddress: "0"},
		MapperProvider: func(*rest.Config, *http.Client) (meta.RESTMapper, error) {
			return testrestmapper.TestOnlyStaticRESTMapper(scheme), nil
		},
	})
	if err != nil {
		return externalsecret.Reconciler{}, err
	}
	r := externalsecret.Reconciler{
		Scheme:                    scheme,
		Log:                       logr.Discard(),
		ClusterSecretStoreEnabled: true,
	}
	return r, r.SetupWithManager(silent{mgr}, controller.Options{})
}

// A manager that nobody hears: there is no server to send events to.
type silent struct{ ctrl.Manager }

func (silent) GetEventRecorderFor(string) record.EventRecorder {
	return &record.FakeRecorder{}
}
