// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.neighbour.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A web service on Spring Boot as most are: Tomcat and Logback inside. It ends with its standard input. */
@SpringBootApplication
@RestController
public class SpringService {
    public static void main(String[] arguments) throws Exception {
        try (ConfigurableApplicationContext context = SpringApplication.run(SpringService.class, arguments)) {
            while (context.isActive() && System.in.read() >= 0) {
                continue;
            }
        }
    }

    @GetMapping("/")
    public String greet() {
        return "hello";
    }
}
