namespace Trainyard.Cluster.Tests;

/// <summary>What a span says of its place in a trace.</summary>
/// <param name="Service">The process that exported it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Trace">The trace, in hexadecimal digits.</param>
/// <param name="Id">The span.</param>
/// <param name="Parent">The span it is part of; empty for the first of a trace.</param>
internal sealed record Span(string Service, string Name, string Trace, string Id, string Parent)
{
    /// <summary>Reads an <c>ExportTraceServiceRequest</c> of OTLP.</summary>
    public static IEnumerable<Span> Read(byte[] request)
    {
        foreach (var resource in ProtoField.Read(request).Where(field => field.Number == 1))
        {
            var fields = ProtoField.Read(resource.Bytes);
            var service = fields.Where(field => field.Number == 1).Select(field => ServiceOf(field.Bytes)).First();
            var spans = fields.Where(field => field.Number == 2)
                .SelectMany(scope => ProtoField.Read(scope.Bytes).Where(field => field.Number == 2));
            foreach (var span in spans)
                yield return Of(service, ProtoField.Read(span.Bytes));
        }
    }

    private static Span Of(string service, IReadOnlyList<ProtoField> fields)
    {
        return new Span(service, Text(5), Hex(1), Hex(2), Hex(4));

        string Hex(int number) => Convert.ToHexStringLower(Field(number));

        string Text(int number) => System.Text.Encoding.UTF8.GetString(Field(number));

        byte[] Field(int number) => fields.FirstOrDefault(field => field.Number == number)?.Bytes ?? [];
    }

    /// <summary>The attribute <c>service.name</c> of a resource: each attribute has a key and a value, and a value that
    /// is text has it in its first field.</summary>
    private static string ServiceOf(byte[] resource) => (
        from attribute in ProtoField.Read(resource)
        where attribute.Number == 1
        let parts = ProtoField.Read(attribute.Bytes)
        where parts[0].Text == "service.name"
        select ProtoField.Read(parts[1].Bytes)[0].Text).First();
}

/// <summary>A field of a message of Protocol Buffers. Those that hold no bytes are passed over.</summary>
internal sealed record ProtoField(int Number, byte[] Bytes)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Bytes);

    public static IReadOnlyList<ProtoField> Read(byte[] message)
    {
        var fields = new List<ProtoField>();
        for (var at = 0; at < message.Length;)
        {
            var tag = VarInt(message, ref at);
            switch (tag & 7)
            {
                case 0:
                    _ = VarInt(message, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 2:
                    var length = (int)VarInt(message, ref at);
                    fields.Add(new ProtoField((int)(tag >> 3), message[at..(at + length)]));
                    at += length;
                    break;
                case 5:
                    at += 4;
                    break;
                case var other:
                    throw new InvalidDataException($"No field has the wire type {other}.");
            }
        }

        return fields;
    }

    private static ulong VarInt(byte[] message, ref int at)
    {
        var number = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            number |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80) return number;
        }
    }
}
