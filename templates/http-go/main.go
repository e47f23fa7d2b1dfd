// A program that answers one request: its variables are the request's line and headers, its input is the body.
package main

import (
	"fmt"
	"io"
	"os"
)

func main() {
	body, err := io.ReadAll(os.Stdin)
	if err != nil {
		fmt.Fprintln(os.Stderr, "the body cannot be read:", err)
		os.Exit(1)
	}
	fmt.Fprintln(os.Stderr, os.Getenv("REQUEST_METHOD"), os.Getenv("PATH_INFO"))

	// An event gets an event back.
	if kind := os.Getenv("HTTP_CE_TYPE"); kind != "" {
		fmt.Print("Content-Type: application/json\n")
		fmt.Print("Ce-Specversion: 1.0\n")
		fmt.Printf("Ce-Id: %s-seen\n", os.Getenv("HTTP_CE_ID"))
		fmt.Print("Ce-Source: {{project-name}}\n")
		fmt.Printf("Ce-Type: %s.seen\n\n", kind)
		fmt.Printf("{\"seen\": %s}", body)
		return
	}
	fmt.Print("Content-Type: text/plain\n\n")
	fmt.Print("Hello from {{project-name}}\n")
}
