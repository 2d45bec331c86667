package main

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strings"

	"github.com/1Password/connect-sdk-go/onepassword"
)

const vaultName = "kubernetes"

// The fields of every item, by the item's title and the field's label.
type vault map[string]map[string]string

// Answers on loopback as a 1Password Connect server does. Gives its address.
func (v vault) serve() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/vaults", func(w http.ResponseWriter, r *http.Request) {
		answer(w, matching(r, onepassword.Vault{ID: id(vaultName), Name: vaultName}, vaultName))
	})
	mux.HandleFunc("GET /v1/vaults/{vault}/items", func(w http.ResponseWriter, r *http.Request) {
		found := []onepassword.Item{}
		for title := range v {
			found = append(found, matching(r, item(title, nil), title)...)
		}
		answer(w, found)
	})
	mux.HandleFunc("GET /v1/vaults/{vault}/items/{item}", func(w http.ResponseWriter, r *http.Request) {
		for title, fields := range v {
			if id(title) == r.PathValue("item") {
				answer(w, item(title, fields))
				return
			}
		}
		http.NotFound(w, r)
	})
	go http.Serve(listener, mux)
	return "http://" + listener.Addr().String(), nil
}

func matching[T any](r *http.Request, candidate T, title string) []T {
	if r.URL.Query().Get("filter") == fmt.Sprintf("title eq \"%s\"", title) {
		return []T{candidate}
	}
	return []T{}
}

func item(title string, values map[string]string) onepassword.Item {
	fields := []*onepassword.ItemField{}
	for label, value := range values {
		fields = append(fields, &onepassword.ItemField{
			ID: id(label), Type: onepassword.FieldTypeConcealed, Label: label, Value: value,
		})
	}
	return onepassword.Item{
		ID: id(title), Title: title, Vault: onepassword.ItemVault{ID: id(vaultName)},
		Category: onepassword.Password, Fields: fields,
	}
}

// 1Password names things by 26 small letters and digits.
func id(name string) string {
	sum := sha256.Sum256([]byte(name))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:]))[:26]
}

func answer(w http.ResponseWriter, body any) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(body)
}
