// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import net.bytebuddy.jar.asm.ClassReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the classes of the one jar could do to the service or open to others: read from their constant
 * pools, in which every method that a class calls or hands on has its name. Each table is exact, so that whoever adds a use
 * has to give its reason here.
 */
class ReachIT {
    private static final String ROOT = "io/github/buddyscope/";
    private static final Pattern MEMBER = Pattern.compile("^(?:\\w+/)+([\\w$]+\\.[\\w<>$]+)$");
    private static final int STRING = 8;
    private static final int CLASS = 7;
    private static final Set<Integer> MEMBERS = Set.of(9, 10, 11);

    /** By class, without the root: members as {@code java/lang/Class.forName}, and classes and texts by their names. */
    private static final Map<String, Set<String>> USED = new TreeMap<>();

    @BeforeAll
    static void readTheJar() throws IOException {
        try (JarFile jar = new JarFile(ForkedJvm.AGENT.toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                if (entry.getName().endsWith(".class")) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        USED.put(entry.getName().replaceFirst(ROOT + "(.*)\\.class", "$1"), constants(in));
                    }
                }
            }
        }
        assertThat(USED).hasSizeGreaterThan(500).containsKey("source/jvm/HookClass");
    }

    /** None of them touches an object of the service's, nor makes anything accessible. */
    @Test
    void reflectionIsForClassesOfOursAndPublicCountersOfNettyAlone() {
        assertThat(using("java/lang/reflect/.*\\..*"
                        + "|java/lang/Class\\.(forName|newInstance|get(Declared)?(Method|Field|Constructor)s?)"
                        + "|java/lang/invoke/MethodHandles\\.privateLookupIn"
                        + "|java/lang/invoke/MethodHandles\\$Lookup\\.(find|unreflect|define).*"
                        + "|java/io/ObjectInputStream.*|javax/script/.*"
                        + "|.*(setAccessible|sun[./]misc[./]|jdk[./]internal[./]).*"))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        // signals for a terminal, in the command line: the module may be missing
                        entry(
                                "cli/screen/Signals",
                                Set.of(
                                        "Class.forName",
                                        "Class.getConstructor",
                                        "Class.getMethod",
                                        "Constructor.newInstance",
                                        "Method.getName",
                                        "Method.invoke",
                                        "Proxy.newProxyInstance",
                                        "sun.misc.Signal",
                                        "sun.misc.SignalHandler")),
                        // initialises a class of the JDK's before its event types are registered (JDK-8371889)
                        entry("publish/jfr/Registration", Set.of("Class.forName")),
                        // the agent's first class, from the agent's own loader
                        entry("entry/AgentClasses", Set.of("Class.forName")),
                        // java.nio.Bits, and two more classes of the JDK's
                        entry("source/jvm/HookedBits", Set.of("Class.forName")),
                        entry("source/jvm/DirectReservations", Set.of("Class.forName")),
                        // the hook, a class of ours that stands in it as bytes: HookClassTest has its source, in which
                        // Unsafe is asked whether a class is initialised, and how often Bits was changed
                        entry("source/jvm/HookClass", Set.of("Class.forName", "Class.getMethod")),
                        // makes the hook, and takes the JDK's own management beans, through a class of its own
                        entry("source/jvm/PassingLoader", Set.of("Class.forName")),
                        // initialises what the JDK's first notification of a collection needs
                        entry(
                                "source/jvm/FirstNotification",
                                Set.of(
                                        "Class.forName",
                                        "jdk.internal.classfile.impl.BytecodeHelpers$1",
                                        "jdk.internal.reflect.AccessorGenerator",
                                        "jdk.internal.reflect.ClassDefiner")),
                        // two public static methods without arguments of a public class
                        entry("source/jvm/NettyMemory", Set.of("Class.getMethod", "Method.invoke")),
                        // a prefix of names of stack frames
                        entry("source/jvm/SiteNames", Set.of("jdk.internal.foreign."))));
    }

    @Test
    void classesAreChangedInOnePlace() {
        assertThat(using("java/lang/instrument/Instrumentation\\..*"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "source/jvm/HookedBits",
                        Set.of(
                                "Instrumentation.addTransformer",
                                "Instrumentation.removeTransformer",
                                "Instrumentation.retransformClasses"),
                        // looks for Netty among the classes that are there
                        "source/jvm/NettyMemory",
                        Set.of("Instrumentation.getAllLoadedClasses"),
                        // java.nio, and where management beans are made, to a loader that lives for one call
                        "source/jvm/PassingLoader",
                        Set.of("Instrumentation.redefineModule")));
    }

    @Test
    void nothingListensButTheRelayAndTheCommandThatWatchesOnUnixSockets() {
        assertThat(using("java/net/(Server|Datagram|Multicast).*|.*(ServerSocket|Datagram)Channel\\.(open|bind)"
                        + "|com/sun/net/httpserver/.*|java/rmi/.*|javax/rmi/.*|javax/management/remote/.*ConnectorServer.*"
                        + "|.*\\.start\\w*ManagementAgent"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("wire/PlacedSocket", Set.of("ServerSocketChannel.open", "ServerSocketChannel.bind")));
        assertThat(using("io/github/buddyscope/wire/PlacedSocket\\.at"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "relay/RelaySocket",
                        Set.of("PlacedSocket.at"),
                        // watch PID: where the agent in that JVM finds it
                        "cli/watch/MeetingSocket",
                        Set.of("PlacedSocket.at")));
    }

    @Test
    void nothingConnectsButToTheRelayAndToAJvmThatIsNamed() {
        assertThat(using("java/net/(Socket|Http|Inet).*|java/net/URL\\.open.*|java/net/http/.*"
                        + "|.*/SocketChannel\\.(open|connect)|javax/management/remote/.*Factory\\..*"
                        + "|com/sun/tools/attach/VirtualMachine\\.attach"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        // a relay's, and in the service that of a command which waits for it there
                        "wire/SocketLines",
                        Set.of("SocketChannel.open", "SocketChannel.connect"),
                        // whether another relay answers there
                        "relay/RelaySocket",
                        Set.of("SocketChannel.open", "SocketChannel.connect"),
                        // attach and detach
                        "cli/jvm/TargetJvm",
                        Set.of("VirtualMachine.attach"),
                        // watch PID, to a connector that runs there
                        "cli/watch/JvmAnswers",
                        Set.of("JMXConnectorFactory.connect")));
    }

    @Test
    void theseWriteOrMakeFiles() {
        assertThat(using(
                        "java/nio/file/Files\\.(write.*|new(OutputStream|BufferedWriter|ByteChannel)|create.*|copy|move|delete.*|set.*)"
                                + "|java/io/(FileOutputStream|FileWriter|PrintWriter)\\.<init>|rw[sd]?"
                                + "|java/nio/file/StandardOpenOption\\.(WRITE|APPEND|CREATE.*|TRUNCATE.*)"))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        // in the service: stderr, the names of its own threads, its own trace instance (ThreadCpu only
                        // reads)
                        entry("agent/Change$Stderr", Set.of("FileOutputStream.<init>")),
                        entry("source/relay/OwnThread", Set.of("FileOutputStream.<init>")),
                        entry("source/tracefs/ControlFile", Set.of("FileOutputStream.<init>")),
                        entry("source/tracefs/LeftOvers", Set.of("Files.delete")),
                        entry("source/tracefs/TraceInstance", Set.of("Files.createDirectory", "Files.deleteIfExists")),
                        entry("source/tracefs/TraceMarker", Set.of("FileOutputStream.<init>")),
                        // the relay's socket, and watch's
                        entry(
                                "wire/PlacedSocket",
                                Set.of(
                                        "Files.createTempDirectory",
                                        "Files.delete",
                                        "Files.deleteIfExists",
                                        "Files.move")),
                        entry("relay/RelaySocket", Set.of("Files.createDirectory", "Files.setPosixFilePermissions")),
                        // commands: watch's socket's owner, the page, what of a recording is whole, the terminal
                        entry("cli/watch/MeetingSocket", Set.of("Files.setAttribute")),
                        entry(
                                "cli/PageFile",
                                Set.of(
                                        "Files.deleteIfExists",
                                        "Files.move",
                                        "Files.writeString",
                                        "StandardOpenOption.CREATE_NEW")),
                        entry("source/recording/Chunks", Set.of("StandardOpenOption.WRITE")),
                        entry("source/recording/RecordingReader", Set.of("Files.createTempFile", "Files.delete")),
                        entry("cli/WatchCommand", Set.of("FileOutputStream.<init>")),
                        entry("cli/screen/Screen", Set.of("FileOutputStream.<init>"))));
    }

    @Test
    void theseRunAnotherProgramOrEndThisOne() {
        assertThat(using("java/lang/ProcessBuilder\\.<init>|java/lang/Runtime\\.(exec|exit|halt|load.*)"
                        + "|java/lang/System\\.(exit|load|loadLibrary)"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "source/kernellog/journal/Journalctl",
                        Set.of("ProcessBuilder.<init>"),
                        // watch: stty, and kill for Ctrl-Z
                        "cli/screen/Stty",
                        Set.of("ProcessBuilder.<init>"),
                        "cli/screen/Screen",
                        Set.of("ProcessBuilder.<init>"),
                        "cli/Main",
                        Set.of("System.exit")));
    }

    /** By class: what it uses of that kind, members without their package. */
    private static Map<String, Set<String>> using(String regex) {
        Pattern kind = Pattern.compile(regex);
        Map<String, Set<String>> found = new TreeMap<>();
        USED.forEach((name, used) -> used.stream()
                .filter(one -> kind.matcher(one).matches())
                .forEach(one -> found.computeIfAbsent(name, any -> new TreeSet<>())
                        .add(MEMBER.matcher(one).replaceFirst("$1"))));
        return found;
    }

    private static Set<String> constants(InputStream in) throws IOException {
        ClassReader reader = new ClassReader(in);
        char[] buffer = new char[reader.getMaxStringLength()];
        Set<String> constants = new TreeSet<>();
        for (int i = 1; i < reader.getItemCount(); i++) {
            int at = reader.getItem(i);
            int tag = at == 0 ? 0 : reader.readByte(at - 1);
            if (tag == CLASS || tag == STRING) {
                constants.add(reader.readUTF8(at, buffer));
            } else if (MEMBERS.contains(tag)) {
                int nameAndType = reader.getItem(reader.readUnsignedShort(at + 2));
                constants.add(reader.readClass(at, buffer) + "." + reader.readUTF8(nameAndType, buffer));
            }
        }
        return constants;
    }
}
