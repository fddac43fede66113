package io.weir.probe.sdk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationDetail;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationSummary;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.CodeContentType;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ConcurrentModificationException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.KinesisAnalyticsV2Exception;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.RuntimeEnvironment;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.Tag;

/**
 * A short life of applications that never run, on the AWS SDK for Java as it comes: credentials from its default chain, only
 * the endpoint is given (WEIR_ENDPOINT). Prints what it was answered as one JSON object; an answer that the SDK cannot read ends it.
 */
public final class Main {

    private static final String NAME = "java-sdk";
    private static final String ROLE = "arn:aws:iam::123456789012:role/weir-default";
    private static final String LOG_STREAM = "arn:aws:logs:us-east-1:123456789012:log-group:weir:log-stream:java-sdk";

    private final KinesisAnalyticsV2Client client;
    private final Map<String, Object> seen = new LinkedHashMap<>();

    private Main(KinesisAnalyticsV2Client client) {
        this.client = client;
    }

    public static void main(String[] args) throws Exception {
        try (KinesisAnalyticsV2Client client = KinesisAnalyticsV2Client.builder()
                .endpointOverride(URI.create(System.getenv("WEIR_ENDPOINT")))
                .region(Region.US_EAST_1)
                .build()) {
            Main probe = new Main(client);
            probe.live();
            System.out.println(Json.of(probe.seen));
        }
    }

    private void live() throws Exception {
        create();
        list();
        tag();
        change();
        refused();
        delete();
    }

    private void create() throws IOException {
        SdkBytes code = SdkBytes.fromByteArray(zip());
        ApplicationDetail created = client.createApplication(request -> request.applicationName(NAME)
                        .runtimeEnvironment(RuntimeEnvironment.FLINK_1_20)
                        .serviceExecutionRole(ROLE)
                        .tags(Tag.builder().key("made-by").value("java").build())
                        .applicationConfiguration(configuration -> configuration
                                .applicationCodeConfiguration(bundle -> bundle.codeContentType(CodeContentType.ZIPFILE)
                                        .codeContent(content -> content.zipFileContent(code)))
                                .environmentProperties(properties -> properties.propertyGroups(group ->
                                        group.propertyGroupId("Consumer").propertyMap(Map.of("region", "us-east-1"))))))
                .applicationDetail();
        ApplicationDetail described = describe(NAME);
        Map<String, Object> shown = shown(described);
        shown.put("sameAsCreated", described.equals(created));
        shown.put("codeBytesSent", code.asByteArray().length);
        shown.put(
                "codeSize",
                described.applicationConfigurationDescription()
                        .applicationCodeConfigurationDescription()
                        .codeContentDescription()
                        .codeSize());
        shown.put(
                "properties",
                described.applicationConfigurationDescription()
                        .environmentPropertyDescriptions()
                        .propertyGroupDescriptions()
                        .get(0)
                        .propertyMap());
        seen.put("created", shown);
    }

    /** Three applications in pages of one, by the SDK's paginator. */
    private void list() {
        for (String suffix : List.of("-2", "-3")) {
            client.createApplication(request -> request.applicationName(NAME + suffix)
                    .runtimeEnvironment("SQL-1_0")
                    .serviceExecutionRole(ROLE));
        }
        seen.put(
                "pages",
                client.listApplicationsPaginator(request -> request.limit(1)).stream()
                        .map(page -> page.applicationSummaries().stream()
                                .map(ApplicationSummary::applicationName)
                                .collect(Collectors.toList()))
                        .filter(names -> !names.isEmpty())
                        .collect(Collectors.toList()));
    }

    private void tag() {
        String arn = describe(NAME).applicationARN();
        client.tagResource(request -> request.resourceARN(arn).tags(tag -> tag.key("stage").value("test")));
        client.untagResource(request -> request.resourceARN(arn).tagKeys("made-by"));
        seen.put(
                "tags",
                client.listTagsForResource(request -> request.resourceARN(arn)).tags().stream()
                        .collect(Collectors.toMap(Tag::key, Tag::value)));
    }

    private void change() {
        ApplicationDetail updated = client.updateApplication(request -> request.applicationName(NAME)
                        .currentApplicationVersionId(1L)
                        .applicationConfigurationUpdate(configuration -> configuration
                                .flinkApplicationConfigurationUpdate(flink -> flink.parallelismConfigurationUpdate(
                                        parallelism -> parallelism.configurationTypeUpdate("CUSTOM")
                                                .parallelismUpdate(4)
                                                .autoScalingEnabledUpdate(false)))))
                .applicationDetail();
        Map<String, Object> shown = shown(updated);
        shown.put(
                "parallelism",
                updated.applicationConfigurationDescription()
                        .flinkApplicationConfigurationDescription()
                        .parallelismConfigurationDescription()
                        .parallelism());
        seen.put("updated", shown);
        seen.put(
                "logging",
                client
                        .addApplicationCloudWatchLoggingOption(request -> request.applicationName(NAME)
                                .currentApplicationVersionId(2L)
                                .cloudWatchLoggingOption(option -> option.logStreamARN(LOG_STREAM)))
                        .cloudWatchLoggingOptionDescriptions().stream()
                        .map(option -> option.logStreamARN())
                        .collect(Collectors.toList()));
    }

    /** What is refused, each caught by the class that the SDK has for it. */
    private void refused() {
        try {
            describe("nobody");
        } catch (ResourceNotFoundException error) {
            refused("ResourceNotFoundException", error);
        }
        try {
            client.createApplication(request -> request.applicationName(NAME)
                    .runtimeEnvironment(RuntimeEnvironment.FLINK_1_20)
                    .serviceExecutionRole(ROLE));
        } catch (ResourceInUseException error) {
            refused("ResourceInUseException", error);
        }
        try {
            client.updateApplication(request -> request.applicationName(NAME)
                    .currentApplicationVersionId(3L)
                    .applicationConfigurationUpdate(configuration -> configuration.flinkApplicationConfigurationUpdate(
                            flink -> flink.parallelismConfigurationUpdate(
                                    parallelism -> parallelism.configurationTypeUpdate("DEFAULT").parallelismUpdate(7)))));
        } catch (InvalidArgumentException error) {
            refused("InvalidArgumentException", error);
        }
        try {
            client.updateApplication(request -> request.applicationName(NAME)
                    .currentApplicationVersionId(1L)
                    .serviceExecutionRoleUpdate(ROLE));
        } catch (ConcurrentModificationException error) {
            refused("ConcurrentModificationException", error);
        }
    }

    private void refused(String caught, KinesisAnalyticsV2Exception error) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("code", error.awsErrorDetails().errorCode());
        shown.put("message", error.awsErrorDetails().errorMessage());
        shown.put("requestId", error.requestId());
        shown.put("status", error.statusCode());
        seen.put(caught, shown);
    }

    private void delete() throws InterruptedException {
        List<String> deleted = new ArrayList<>();
        for (ApplicationSummary application :
                client.listApplications(request -> {}).applicationSummaries()) {
            String name = application.applicationName();
            Instant createdAt = describe(name).createTimestamp();
            client.deleteApplication(request -> request.applicationName(name).createTimestamp(createdAt));
            awaitGone(name);
            deleted.add(name);
        }
        seen.put("deleted", deleted);
    }

    private void awaitGone(String name) throws InterruptedException {
        Instant latest = Instant.now().plusSeconds(30);
        while (Instant.now().isBefore(latest)) {
            try {
                describe(name);
            } catch (ResourceNotFoundException gone) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException(name + " is still there");
    }

    private ApplicationDetail describe(String name) {
        return client.describeApplication(request -> request.applicationName(name)).applicationDetail();
    }

    private static Map<String, Object> shown(ApplicationDetail detail) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("arn", detail.applicationARN());
        shown.put("status", detail.applicationStatus());
        shown.put("runtime", detail.runtimeEnvironment());
        shown.put("version", detail.applicationVersionId());
        shown.put("createdAt", detail.createTimestamp());
        return shown;
    }

    private static byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            zip.write("Manifest-Version: 1.0\nMain-Class: io.weir.Nothing\n".getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
