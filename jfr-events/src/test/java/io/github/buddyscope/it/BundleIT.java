// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.event.ZoneSampleEvent;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.RunnableFuture;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import org.eclipse.core.runtime.IPath;
import org.eclipse.core.runtime.IRegistryChangeListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmc.common.IState;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;
import org.openjdk.jmc.flightrecorder.rules.IRule;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleWiring;

/** The jar as a bundle beside Mission Control's own, in the framework that its desktop runs on. */
class BundleIT {
    private static final Path JAR = Path.of(System.getProperty("buddyscope.events.jar"));

    @TempDir
    static Path storage;

    private static Framework framework;
    private static Bundle ours;

    @BeforeAll
    static void start() throws Exception {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString()));
        framework.start();
        List<Bundle> all = new ArrayList<>();
        for (Class<?> one : List.of(
                IPath.class,
                IRegistryChangeListener.class,
                org.owasp.encoder.Encode.class,
                net.jpountz.lz4.LZ4Factory.class,
                IState.class,
                JfrLoaderToolkit.class,
                IRule.class)) {
            all.add(install(Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI())));
        }
        ours = install(JAR);
        all.add(ours);
        for (Bundle bundle : all) {
            bundle.start();
        }
    }

    private static Bundle install(Path jar) throws Exception {
        return framework.getBundleContext().installBundle(jar.toUri().toString());
    }

    @AfterAll
    static void stop() throws Exception {
        framework.stop();
        framework.waitForStop(60_000);
    }

    @Test
    void resolvesAndIsTheOnlyOneOfItsName() {
        assertThat(ours.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(ours.getSymbolicName()).isEqualTo("io.github.buddyscope.events");
        assertThat(ours.getVersion().toString()).isEqualTo("0.1.0");
        assertThat(ours.getHeaders().get(Constants.BUNDLE_SYMBOLICNAME)).contains("singleton:=true");
    }

    /** What Mission Control's own provider does: the extension names the bundle, the bundle's loader finds the services. */
    @Test
    void theDesktopsRegistryLeadsToItsRules() throws Exception {
        Bundle registry =
                framework.getBundleContext().getBundles().length == 0 ? null : bundle("org.eclipse.equinox.registry");
        Object extensions = registry.loadClass("org.eclipse.core.runtime.RegistryFactory")
                .getMethod("getRegistry")
                .invoke(null);
        Object[] elements = (Object[]) extensions
                .getClass()
                .getMethod("getConfigurationElementsFor", String.class)
                .invoke(extensions, "org.openjdk.jmc.flightrecorder.rules.ruleProvider");
        assertThat(elements).hasSize(1);

        ClassLoader loader = ours.adapt(BundleWiring.class).getClassLoader();
        Class<?> rule =
                bundle("org.openjdk.jmc.flightrecorder.rules").loadClass("org.openjdk.jmc.flightrecorder.rules.IRule");
        List<String> names = new ArrayList<>();
        for (Object one : ServiceLoader.load(rule, loader)) {
            names.add((String) rule.getMethod("getName").invoke(one));
            assertThat(one.getClass().getClassLoader()).isSameAs(loader);
        }
        assertThat(names)
                .containsExactly(
                        "Memory Fragmentation",
                        "Memory Shortage",
                        "Memory Out of Reach",
                        "Stalls in the Kernel's Allocator",
                        "Failures That No Log Shows",
                        "This JVM's Part in Failures",
                        "What Buddyscope Could Not See");
    }

    @Test
    void aRuleJudgesARecordingThatTheBundlesRead() throws Exception {
        Path file = storage.resolve("zones.jfr");
        try (Recording recording = new Recording()) {
            FlightRecorder.register(ZoneSampleEvent.class);
            recording.start();
            ZoneSampleEvent zone = new ZoneSampleEvent();
            zone.zone = "Normal";
            zone.state = "ABOVE_HIGH";
            zone.freeBytes = 1 << 30;
            zone.largestFreeOrder = 4;
            zone.commit();
            recording.dump(file);
        }
        String common = "org.openjdk.jmc.common";
        Object items = bundle("org.openjdk.jmc.flightrecorder")
                .loadClass("org.openjdk.jmc.flightrecorder.JfrLoaderToolkit")
                .getMethod("loadEvents", List.class)
                .invoke(null, List.of(file.toFile()));
        Object preferences = bundle(common)
                .loadClass(common + ".util.IPreferenceValueProvider")
                .getField("DEFAULT_VALUES")
                .get(null);
        Object rule = ours.loadClass("io.github.buddyscope.rules.FragmentationRule")
                .getConstructor()
                .newInstance();
        Method evaluate = Arrays.stream(bundle("org.openjdk.jmc.flightrecorder.rules")
                        .loadClass("org.openjdk.jmc.flightrecorder.rules.IRule")
                        .getMethods())
                .filter(method -> method.getName().equals("createEvaluation"))
                .findFirst()
                .orElseThrow();

        RunnableFuture<?> evaluation = (RunnableFuture<?>) evaluate.invoke(rule, items, preferences, null);
        evaluation.run();
        Object result = evaluation.get();

        assertThat(result.getClass().getClassLoader())
                .isSameAs(bundle("org.openjdk.jmc.flightrecorder.rules")
                        .adapt(BundleWiring.class)
                        .getClassLoader());
        Method severity = bundle("org.openjdk.jmc.flightrecorder.rules")
                .loadClass("org.openjdk.jmc.flightrecorder.rules.IResult")
                .getMethod("getSeverity");
        assertThat(severity.invoke(result)).hasToString("INFO");
    }

    private static Bundle bundle(String name) {
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            if (bundle.getSymbolicName().equals(name)) {
                return bundle;
            }
        }
        throw new AssertionError("no bundle " + name);
    }

    @Test
    void givesThePagesThatItsExtensionNames() throws Exception {
        String plugin = text("plugin.xml");
        assertThat(plugin)
                .contains("point=\"org.openjdk.jmc.flightrecorder.ui.datapage\"", "file=\"buddyscope-pages.xml\"");
        assertThat(text("buddyscope-pages.xml")).contains("<pages>");
    }

    private static String text(String entry) throws Exception {
        try (InputStream in = ours.getEntry(entry).openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void carriesSettingsAndServicesAndNothingOfMissionControl() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> entries = jar.stream().map(Object::toString).toList();
            assertThat(entries)
                    .contains(
                            "jfc/buddyscope-all.jfc",
                            "jfc/buddyscope-quiet.jfc",
                            "jfc/buddyscope-deep.jfc",
                            "META-INF/services/org.openjdk.jmc.flightrecorder.rules.IRule")
                    .noneMatch(entry -> entry.startsWith("org/"));
            Attributes main = jar.getManifest().getMainAttributes();
            assertThat(main.getValue("Automatic-Module-Name")).isEqualTo("io.github.buddyscope.events");
            assertThat(main.getValue("Implementation-Version")).startsWith(main.getValue("Bundle-Version"));
        }
    }
}
