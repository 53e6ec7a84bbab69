// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.entry;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;

/**
 * Loads the agent's classes from its jar, apart from the service's. The loader of the service's class path takes some fifty
 * steps for a class (URLs, manifests, code sources, a package's seals), all interpreted while a JVM starts: a fifth of what the
 * agent's start takes. It sees the JDK, and of the class path only this package.
 */
public final class AgentClasses extends ClassLoader {
    private static final String LIFE = "io.github.buddyscope.agent.AgentLife";
    private static final String OURS = "io.github.buddyscope.";
    private static final String SHARED = "io.github.buddyscope.entry.";

    static {
        registerAsParallelCapable();
    }

    /** What a security policy grants the jar it grants these classes too. */
    private static final ProtectionDomain FROM = AgentClasses.class.getProtectionDomain();

    private static Life life;

    private final JarEntries jar;

    private AgentClasses(JarEntries jar) {
        super("buddyscope", null);
        this.jar = jar;
    }

    /** The agent's life in this JVM, always the same. */
    public static synchronized Life life() throws ClassNotFoundException {
        if (life == null) {
            Class.forName(LIFE, true, loader());
        }
        return life;
    }

    /** Says what the agent's life is. For that class alone, when it is initialised. */
    public static synchronized void live(Life theLife) {
        life = theLife;
    }

    /** The class path's own where the classes don't come from the jar, as in a test, or from one that was made anew. */
    private static ClassLoader loader() {
        ClassLoader classPath = AgentClasses.class.getClassLoader();
        try {
            CodeSource source = FROM.getCodeSource();
            String path = source == null ? null : path(source.getLocation());
            return path == null ? classPath : new AgentClasses(new JarEntries(path));
        } catch (IOException | RuntimeException e) {
            return classPath;
        }
    }

    private static String path(URL jar) {
        if (!jar.getProtocol().equals("file")) {
            return null;
        }
        String path = jar.getPath();
        return path.indexOf('%') < 0 ? path : URI.create(jar.toString()).getPath();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS) || name.startsWith(SHARED)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes;
        try {
            bytes = jar.read(name.replace('.', '/').concat(".class"));
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length, FROM);
    }

    /** What neither the JVM's own loader has nor the jar: this package, and modules of the JDK that are on others'. */
    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        return AgentClasses.class.getClassLoader().loadClass(name);
    }

    /** For other agents, which may want the bytes of a class. */
    @Override
    protected URL findResource(String name) {
        return AgentClasses.class.getClassLoader().getResource(name);
    }
}
