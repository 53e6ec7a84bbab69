// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.publish.Findings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenMBeanAttributeInfo;
import javax.management.openmbean.OpenMBeanInfo;
import javax.management.openmbean.OpenType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BeanInfoTest {
    private static final Set<String> NUMBERS =
            Set.of(Long.class.getName(), Integer.class.getName(), Double.class.getName());

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final JmxPublisher publisher = FilledBeans.in(server);

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void everyBeanAttributeAndOperationIsDescribed() throws Exception {
        for (ObjectName name : names()) {
            MBeanInfo info = server.getMBeanInfo(name);
            assertThat(info).isInstanceOf(OpenMBeanInfo.class);
            assertThat(info.getDescription()).as("%s", name).isNotBlank();
            for (MBeanAttributeInfo attribute : info.getAttributes()) {
                assertThat(attribute.getDescription())
                        .as("%s %s", name, attribute.getName())
                        .isNotBlank()
                        .isNotEqualTo(attribute.getName());
                assertThat(attribute.isWritable()).isFalse();
            }
            for (MBeanOperationInfo operation : info.getOperations()) {
                assertThat(operation.getDescription())
                        .as("%s %s", name, operation.getName())
                        .isNotBlank();
            }
        }
    }

    @Test
    void everyNumberHasAUnit() throws Exception {
        for (ObjectName name : names()) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                if (NUMBERS.contains(attribute.getType())) {
                    assertThat(attribute.getDescriptor().getFieldValue("units"))
                            .as("units of %s %s", name, attribute.getName())
                            .isInstanceOf(String.class);
                }
            }
        }
    }

    @Test
    void everyItemOfACompositeIsDescribed() {
        for (CompositeType type : List.of(
                FailureData.SHAPE.type(), VerdictData.SHAPE.type(), StallData.STALL.type(), StallData.FAILURE.type())) {
            for (String item : type.keySet()) {
                assertThat(type.getDescription(item)).as("%s", item).isNotBlank();
            }
        }
    }

    @Test
    void everyValueIsOfItsOpenType() throws Exception {
        List<String> filled = new ArrayList<>();
        for (ObjectName name : names()) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                OpenType<?> type = ((OpenMBeanAttributeInfo) attribute).getOpenType();
                Object value = server.getAttribute(name, attribute.getName());
                if (value != null) {
                    filled.add(attribute.getName());
                    assertThat(type.isValue(value))
                            .as("%s %s: %s", name, attribute.getName(), value)
                            .isTrue();
                }
            }
        }
        assertThat(filled)
                .contains(
                        "FreeBlocks",
                        "Recent",
                        "Last",
                        "LastVerdict",
                        "Associations",
                        "Options",
                        "Sources",
                        "ByKind",
                        "ByOrder",
                        "Lengths",
                        "ByThreadKind");
    }

    @Test
    void aClientNeedsNoClassOfOurs() throws Exception {
        List<Object> all = new ArrayList<>();
        for (ObjectName name : names()) {
            MBeanInfo info = server.getMBeanInfo(name);
            all.add(info);
            for (MBeanAttributeInfo attribute : info.getAttributes()) {
                all.add(server.getAttribute(name, attribute.getName()));
            }
        }
        Notification failure = KernelFailuresView.notification(Findings.failure(), 1);
        Notification verdict = CorrelationView.notification(Findings.verdict(), 1);
        all.add(failure);
        all.add(verdict);

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(all);
        }

        assertThat(classesIn(new ByteArrayInputStream(bytes.toByteArray())))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("java.")
                        || name.startsWith("javax.management.")
                        || name.startsWith("[") && !name.contains("buddyscope"));
    }

    private static List<String> classesIn(InputStream stream) throws Exception {
        List<String> classes = new ArrayList<>();
        try (ObjectInputStream in = new ObjectInputStream(stream) {
            @Override
            protected Class<?> resolveClass(ObjectStreamClass type) throws IOException, ClassNotFoundException {
                classes.add(type.getName());
                return super.resolveClass(type);
            }
        }) {
            in.readObject();
        }
        return classes;
    }

    private Set<ObjectName> names() throws Exception {
        return server.queryNames(new ObjectName("buddyscope:*"), null);
    }
}
